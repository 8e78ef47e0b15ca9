"""Pictures: a value in, a chart specification out, and one renderer."""
