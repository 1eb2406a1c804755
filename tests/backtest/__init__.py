"""How well would the waiting times have been told on recorded days of other halls? `make backtest DATA=FILE` says."""
