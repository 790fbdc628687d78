//! Help, questions and results of the command line.
