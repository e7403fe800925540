"""What a few reports that come or go change in a large record, made anew; all else stays as it is."""
