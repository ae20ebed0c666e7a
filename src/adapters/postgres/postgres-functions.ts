/**
 * Functions with side effects, by these effects, which a read-only transaction does not prevent.
 *
 * Sources: the volatile functions in `pg_proc` of PostgreSQL 15 and its contrib modules (a test compares the table with the
 * server that it starts), and "System Administration Functions", "Large Objects" and "Additional Supplied Modules" in the
 * manual of PostgreSQL 17 (https://www.postgresql.org/docs/17/). A name that ends in `*` is the start of names.
 */
const functionsByEffect: Readonly<Record<string, string>> = {
  'runs statements on another server':
    'dblink* postgres_fdw_disconnect* run_command_on_* master_run_on_worker query_export_to_s3 table_import_from_s3 http_get ' +
    'http_head http_post http_put http_patch http_delete',
  'runs SQL that it gets as text':
    'query_to_xml* cursor_to_xml* ts_stat ts_rewrite connectby crosstab crosstab2 crosstab3 crosstab4 xpath_table ' +
    'plpgsql_call_handler plpgsql_inline_handler',
  'reads or writes files of the server':
    'lo_import lo_export pg_read_file* pg_read_binary_file pg_stat_file pg_ls_* pg_logdir_ls pg_file_* pg_hba_file_rules ' +
    'pg_ident_file_mappings pg_show_all_file_settings pg_current_logfile xslt_process get_raw_page',
  'opens or changes large objects':
    'lo_close lo_creat lo_create lo_from_bytea lo_lseek lo_lseek64 lo_manage lo_open lo_put lo_tell lo_tell64 lo_truncate ' +
    'lo_truncate64 lo_unlink loread lowrite',
  'changes a sequence': 'nextval setval',
  'changes settings': 'set_config pg_reload_conf',
  'takes a lock': 'pg_advisory_* pg_try_advisory_* pgrowlocks',
  'reaches other sessions':
    'pg_cancel_backend pg_terminate_backend pg_notify pg_export_snapshot pg_log_backend_memory_contexts',
  'uses up a transaction number': 'pg_current_xact_id txid_current',
  'changes statistics': 'pg_stat_reset* pg_stat_statements_reset pg_clear_* pg_restore_* pg_stat_force_next_flush',
  'administers the server':
    'pg_rotate_logfile* pg_promote pg_switch_wal pg_switch_xlog pg_create_* pg_copy_logical_replication_slot ' +
    'pg_copy_physical_replication_slot pg_drop_replication_slot pg_replication_slot_advance pg_sync_replication_slots ' +
    'pg_logical_* pg_replication_origin_* pg_log_standby_snapshot pg_wal_replay_* pg_xlog_replay_* pg_backup_* pg_start_backup ' +
    'pg_stop_backup pg_import_system_collations pg_nextoid pg_stop_making_pinned_objects pg_extension_config_dump ' +
    'binary_upgrade_* brin_desummarize_range brin_summarize_* gin_clean_pending_list pg_prewarm autoprewarm_* heap_force_* ' +
    'pg_truncate_visibility_map pg_buffercache_evict*',
};

const exact = new Map<string, string>();
const starts: (readonly [start: string, effect: string])[] = [];
for (const [effect, names] of Object.entries(functionsByEffect)) {
  for (const name of names.split(' ')) {
    if (name.endsWith('*')) starts.push([name.slice(0, -1), effect]);
    else exact.set(name, effect);
  }
}

/** The side effect of a function by its folded name; undefined: none known. */
export const effectOf = (name: string): string | undefined =>
  exact.get(name) ?? starts.find(([start]) => name.startsWith(start))?.[1];
