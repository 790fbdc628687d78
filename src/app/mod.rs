//! Owns the open project and the window: carries out commands, asks for files, runs exports on threads.
