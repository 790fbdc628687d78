//! Words of the window: menus, status bar, questions, notices.
