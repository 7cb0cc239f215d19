"""The counter: what people type becomes clean values, or a message in their words."""
