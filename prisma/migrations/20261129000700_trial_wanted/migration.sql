-- A command that waits to try an unproven login: until then orders leave the next trial to it.
ALTER TABLE submission_gate ADD COLUMN trial_wanted_until timestamptz(3);
