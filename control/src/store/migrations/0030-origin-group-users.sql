-- A change of an origin group is brought to every resource that uses it, by itself or by a rule; a rule's group is asked now.
CREATE INDEX resource_origin_group ON resource (origin_group);
CREATE INDEX rule_origin_group ON rule (origin_group) WHERE origin_group IS NOT NULL;
