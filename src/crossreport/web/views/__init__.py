"""What each page shows, as typed values: the JSON answers are these, and the pages only set them."""
