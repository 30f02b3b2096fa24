"""What each code says."""
