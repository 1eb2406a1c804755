"""From machine to machine: connectors, the courier, the remote hall and its feed."""
