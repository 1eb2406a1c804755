"""What people and programs can do: one function, one transaction."""
