"""What a person does with accounts and with who takes part in a study."""
