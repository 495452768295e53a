<?php
/**
 * A word to publishers whose site is behind a proxy: without the readers' addresses all guests count as one.
 *
 * @package Parley
 */

namespace Parley\Admin;

defined( 'ABSPATH' ) || exit;

/** In which headers proxies tell whom they ask for. */
const FORWARDING_HEADERS = array( 'HTTP_X_FORWARDED_FOR', 'HTTP_FORWARDED', 'HTTP_X_REAL_IP', 'HTTP_CF_CONNECTING_IP', 'HTTP_TRUE_CLIENT_IP' );

add_action( 'admin_notices', __NAMESPACE__ . '\\show_proxy_notice' );

/**
 * Shows it on Settings > Discussion, where a proxy tells of another address and nobody tells Parley.
 */
function show_proxy_notice() {
	$screen = get_current_screen();
	if ( null === $screen || 'options-discussion' !== $screen->id || ! current_user_can( 'manage_options' ) || ! is_proxied() ) {
		return;
	}
	printf(
		'<div class="notice notice-warning"><p>%s</p></div>',
		esc_html__( 'Parley Comments: this site seems to be behind a proxy, so that all readers seem to have its address. Votes and reports of all guests then count as one, and a block by network would block everybody. Let the web server set the address of readers, or tell it by the filter parley_remote_address.', 'parley-comments' )
	);
}

/**
 * Whether this request came through a proxy that the plugin was not told of.
 *
 * @return bool
 */
function is_proxied(): bool {
	if ( has_filter( 'parley_remote_address' ) ) {
		return false;
	}
	$connected = isset( $_SERVER['REMOTE_ADDR'] ) ? sanitize_text_field( wp_unslash( $_SERVER['REMOTE_ADDR'] ) ) : '';
	foreach ( FORWARDING_HEADERS as $name ) {
		$told = isset( $_SERVER[ $name ] ) ? sanitize_text_field( wp_unslash( $_SERVER[ $name ] ) ) : '';
		// A web server that has taken the address over leaves the header in place.
		if ( '' !== $told && '' !== $connected && false === strpos( $told, $connected ) ) {
			return true;
		}
	}
	return false;
}
