"""What a person can do: one function for one act, the same for every door."""
