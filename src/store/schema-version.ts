/** `Blst` in ASCII: SQLite's `application_id`, by which a file is known to be a Ballast store. */
export const APPLICATION_ID = 0x42_6c_73_74;

/**
 * What `user_version` says in a store of this release. Stands apart from the migrations so that a command that
 * only reads does not load them.
 */
export const SCHEMA_VERSION = 5;
