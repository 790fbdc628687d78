//! The disk: project files, backups, recovery copies, settings. The only module that opens files.
