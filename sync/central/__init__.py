"""The reference central system: takes submissions over protocol v1, each one once. It shares no table with the hall."""
