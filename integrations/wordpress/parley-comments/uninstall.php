<?php
/**
 * Deletes what the plugin kept. The comments themselves are WordPress's and stay.
 *
 * @package Parley
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

/**
 * Deletes what it kept on the current site.
 */
function parley_uninstall_site() {
	global $wpdb;
	$votes = $wpdb->prefix . 'parley_votes';
	if ( $votes === $wpdb->get_var( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $votes ) ) ) ) {
		$wpdb->query( "UPDATE {$wpdb->comments} SET comment_karma = 0 WHERE comment_ID IN ( SELECT comment_id FROM $votes )" );
	}
	foreach ( array( 'votes', 'vote_log', 'reports', 'changes', 'keys', 'blocks' ) as $table ) {
		$wpdb->query( "DROP TABLE IF EXISTS {$wpdb->prefix}parley_{$table}" );
	}
	foreach ( array( '_parley_edited', '_parley_reports', '_parley_held', '_parley_policy' ) as $meta ) {
		delete_metadata( 'comment', 0, $meta, '', true );
	}
	delete_metadata( 'user', 0, 'parley_blocks_per_page', '', true );
	delete_option( 'parley_settings' );
	delete_option( 'parley_schema' );
	wp_clear_scheduled_hook( 'parley_sweep' );
}

if ( is_multisite() ) {
	foreach ( get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) as $parley_site ) { // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing.AssociativeArrayFound
		switch_to_blog( $parley_site );
		parley_uninstall_site();
		restore_current_blog();
	}
} else {
	parley_uninstall_site();
}
