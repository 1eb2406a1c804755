"""The hub is away, and back: what counters and terminals did meanwhile is merged, and nobody is lost or called twice."""
