"""What an answer says, passage by passage: is it made to harm whoever reads it?"""
