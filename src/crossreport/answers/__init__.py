"""What a record is asked, answered as typed results: what happened, who says so, do they agree, what does it add up to."""
