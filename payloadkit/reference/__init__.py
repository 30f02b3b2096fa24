"""What is known of models, for those who read about them."""
