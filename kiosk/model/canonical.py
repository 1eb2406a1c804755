"""How is data spelled where its bytes count: under a hash, in a sealed item, in a column?"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any


def canonical_json(value: Mapping[str, Any]) -> str:
    """JSON in one spelling: sorted keys, no blanks, letters as themselves. Any: whatever JSON can say."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value: Mapping[str, Any]) -> str:
    """Hex SHA-256 of the canonical JSON."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def whole_ms(at: datetime) -> datetime:
    """Cut to the millisecond, as times are kept."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
