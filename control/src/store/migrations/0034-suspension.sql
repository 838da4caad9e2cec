-- Since when our operators have a resource suspended, and the reason that its customer is shown; null while it is not.
ALTER TABLE resource ADD COLUMN suspend_date INTEGER;
ALTER TABLE resource ADD COLUMN suspend_reason TEXT;
