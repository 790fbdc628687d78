//! Fonts, sizes and colours of the window, light and dark.
