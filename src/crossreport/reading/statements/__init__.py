"""What is told, cut so that it can be lined up with what other reports tell."""
