-- Which command waits to try an unproven login: no other command takes its turn.
ALTER TABLE submission_gate ADD COLUMN trial_wanted_by text;
