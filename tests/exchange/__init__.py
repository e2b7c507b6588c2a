"""What offices send, as notices."""
