//! Everything without a window: `gangshu export|check|show|new …`.
