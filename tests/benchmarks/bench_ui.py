BENCHES: dict[str, object] = {}
