<?php
/**
 * Installing, upgrading, and what is swept away every day.
 *
 * @package Parley
 */

namespace Parley\Lifecycle;

use Parley\Tables;

defined( 'ABSPATH' ) || exit;

/** Which version of the tables a site has. */
const SCHEMA_OPTION = 'parley_schema';

/** The daily sweep. */
const SWEEP = 'parley_sweep';

/** How long changes and posting keys are kept, in seconds. */
const KEPT = 7 * DAY_IN_SECONDS;

add_action( 'init', __NAMESPACE__ . '\\upgrade', 0 );
add_action( SWEEP, __NAMESPACE__ . '\\purge_expired' );
add_filter( 'wpmu_drop_tables', __NAMESPACE__ . '\\drop_with_site' );

/**
 * Activation. In a network each site gets its tables at its first request.
 */
function activate() {
	upgrade();
}

/**
 * Deactivation keeps everything; only uninstalling deletes.
 */
function deactivate() {
	wp_clear_scheduled_hook( SWEEP );
}

/**
 * Brings the tables up to date, once.
 */
function upgrade() {
	if ( Tables\SCHEMA !== (int) get_option( SCHEMA_OPTION ) ) {
		upgrade_tables();
	}
	if ( ! wp_next_scheduled( SWEEP ) ) {
		wp_schedule_event( time() + DAY_IN_SECONDS, 'daily', SWEEP );
	}
}

/**
 * Brings the tables up to date. Requests that come meanwhile wait, for two at once would add the same column.
 */
function upgrade_tables() {
	global $wpdb;
	$lock = 'parley_' . md5( DB_NAME . $wpdb->prefix );
	// Where the database has no such locks nobody waits, and the second to come logs that the column is there.
	$wpdb->get_var( $wpdb->prepare( 'SELECT GET_LOCK( %s, 30 )', $lock ) );
	// Not by `get_option()`, which keeps what this request read before it waited.
	$schema = (int) $wpdb->get_var( $wpdb->prepare( "SELECT option_value FROM {$wpdb->options} WHERE option_name = %s", SCHEMA_OPTION ) );
	if ( Tables\SCHEMA !== $schema ) {
		Tables\create();
		update_option( SCHEMA_OPTION, Tables\SCHEMA );
	}
	$wpdb->get_var( $wpdb->prepare( 'SELECT RELEASE_LOCK( %s )', $lock ) );
}

/**
 * Lets the tables go with a site of a network that is deleted.
 *
 * @param string[] $tables Tables of that site, which is the current one.
 * @return string[]
 */
function drop_with_site( $tables ) {
	return array_merge( $tables, array_map( 'Parley\\Tables\\name', Tables\NAMES ) );
}

/**
 * Deletes what is too old to be asked for. The newest change stays, so that a thread keeps its cursor.
 */
function purge_expired() {
	global $wpdb;
	$before  = Tables\now( -KEPT );
	$changes = Tables\name( 'changes' );
	$newest  = (int) $wpdb->get_var( "SELECT MAX(id) FROM $changes" );
	$wpdb->query( $wpdb->prepare( "DELETE FROM $changes WHERE changed_at < %s AND id < %d", $before, $newest ) );
	$log = Tables\name( 'vote_log' );
	$wpdb->query( $wpdb->prepare( "DELETE FROM $log WHERE created_at < %s", Tables\now( -HOUR_IN_SECONDS ) ) );
	$keys = Tables\name( 'keys' );
	$wpdb->query( $wpdb->prepare( "DELETE FROM $keys WHERE created_at < %s", $before ) );
	$blocks = Tables\name( 'blocks' );
	$wpdb->query( $wpdb->prepare( "DELETE FROM $blocks WHERE expires_at < %s", $before ) );
}
