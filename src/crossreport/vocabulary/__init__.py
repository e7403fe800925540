"""Words, numbers and names as data: YAML lists that the grammar of the readers is generic over."""
