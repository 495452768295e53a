<?php
/**
 * The plugin's tables.
 *
 * @package Parley
 */

namespace Parley\Tables;

defined( 'ABSPATH' ) || exit;

/** Rises with every change of a table. */
const SCHEMA = 3;

/** All of them, without prefix. */
const NAMES = array( 'votes', 'vote_log', 'reports', 'changes', 'keys', 'blocks' );

/**
 * A table's full name on the current site.
 *
 * @param string $table One of `NAMES`.
 * @return string
 */
function name( string $table ): string {
	global $wpdb;
	return $wpdb->prefix . 'parley_' . $table;
}

/**
 * Creates what is missing, and changes what is older.
 */
function create() {
	global $wpdb;
	require_once ABSPATH . 'wp-admin/includes/upgrade.php';
	$collate = $wpdb->get_charset_collate();
	// The layout is dbDelta()'s: two spaces after PRIMARY KEY, a line for each column.
	dbDelta(
		array(
			'CREATE TABLE ' . name( 'votes' ) . " (
  comment_id bigint(20) unsigned NOT NULL,
  voter char(64) NOT NULL,
  counts_as char(64) NOT NULL DEFAULT '',
  created_at datetime NOT NULL,
  PRIMARY KEY  (comment_id,voter),
  KEY voter (voter,created_at),
  KEY counts_as (counts_as,created_at)
) $collate;",
			'CREATE TABLE ' . name( 'vote_log' ) . " (
  id bigint(20) unsigned NOT NULL auto_increment,
  voter char(64) NOT NULL,
  counts_as char(64) NOT NULL,
  created_at datetime NOT NULL,
  PRIMARY KEY  (id),
  KEY counts_as (counts_as,created_at),
  KEY created_at (created_at)
) $collate;",
			'CREATE TABLE ' . name( 'reports' ) . " (
  id bigint(20) unsigned NOT NULL auto_increment,
  comment_id bigint(20) unsigned NOT NULL,
  reporter char(64) NOT NULL,
  counts_as char(64) NOT NULL DEFAULT '',
  is_known tinyint(1) NOT NULL DEFAULT 0,
  rule varchar(64) NOT NULL,
  note text NOT NULL,
  created_at datetime NOT NULL,
  dismissed_at datetime NULL,
  PRIMARY KEY  (id),
  UNIQUE KEY once (comment_id,reporter),
  KEY counts_as (counts_as,created_at)
) $collate;",
			'CREATE TABLE ' . name( 'changes' ) . " (
  id bigint(20) unsigned NOT NULL auto_increment,
  post_id bigint(20) unsigned NOT NULL,
  comment_id bigint(20) unsigned NOT NULL,
  kind varchar(8) NOT NULL,
  changed_at datetime NOT NULL,
  PRIMARY KEY  (id),
  KEY post (post_id,id),
  KEY changed_at (changed_at)
) $collate;",
			'CREATE TABLE ' . name( 'keys' ) . " (
  key_hash char(64) NOT NULL,
  comment_id bigint(20) unsigned NOT NULL,
  created_at datetime NOT NULL,
  PRIMARY KEY  (key_hash),
  KEY created_at (created_at)
) $collate;",
			'CREATE TABLE ' . name( 'blocks' ) . " (
  id bigint(20) unsigned NOT NULL auto_increment,
  kind varchar(8) NOT NULL,
  value varchar(191) NOT NULL,
  reason text NOT NULL,
  blocked_by bigint(20) unsigned NOT NULL,
  created_at datetime NOT NULL,
  expires_at datetime NULL,
  PRIMARY KEY  (id),
  UNIQUE KEY who (kind,value)
) $collate;",
		)
	);
	// Until version 2 everybody counted as themselves.
	foreach ( array(
		'votes'   => 'voter',
		'reports' => 'reporter',
	) as $short => $person ) {
		$table = name( $short );
		$wpdb->query( "UPDATE $table SET counts_as = $person WHERE counts_as = ''" );
	}
}

/**
 * Now, as the tables keep time.
 *
 * @param int $shift Seconds to add.
 * @return string
 */
function now( int $shift = 0 ): string {
	return gmdate( 'Y-m-d H:i:s', time() + $shift );
}
