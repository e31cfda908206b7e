"""National numbers by continent, one line a number: country, label, check, shape, names.

The check is a module of stdnum or a name in privacy/national_checks.py, several between commas, `-`
where a number has none. The shape is matched against all of the number in capitals, without its
blanks and signs. Names stand between commas, in small letters; a blank may be any sign or none, an
accent may be missing. `~` marks a word that says other things too: its number stands right behind
it, and has a check or a sign before it. Sources: each country's tax office as listed by the OECD
(tax identification numbers), the European Commission (VIES), stdnum's modules.
"""
