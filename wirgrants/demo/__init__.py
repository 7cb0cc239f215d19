"""Example data: an invented authority's three years, made through the services on a movable clock.

Every person, body and case is invented. `build.build` makes it all; stories of single cases are
generators (`stories*`), interleaved by day (`schedule`), so that the log grows in order of time.
"""
