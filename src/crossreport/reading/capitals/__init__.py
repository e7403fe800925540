"""Text in capitals gets its case back, so that it reads as mixed case does."""
