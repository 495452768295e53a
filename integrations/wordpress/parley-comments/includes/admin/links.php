<?php
/**
 * The way to the settings, and a word to who runs the plugin from its sources.
 *
 * @package Parley
 */

namespace Parley\Admin;

use Parley\Page;

use const Parley\FILE;

defined( 'ABSPATH' ) || exit;

add_filter( 'plugin_action_links_' . plugin_basename( FILE ), __NAMESPACE__ . '\\add_settings_link' );
add_action( 'admin_notices', __NAMESPACE__ . '\\show_not_built_notice' );

/**
 * Adds a link to the settings in the list of plugins.
 *
 * @param string[] $links Links.
 * @return string[]
 */
function add_settings_link( $links ) {
	array_unshift( $links, link_to( admin_url( 'options-discussion.php#parley' ), __( 'Settings', 'parley-comments' ) ) );
	return $links;
}

/**
 * Says that the script is missing, and that the theme's comments are shown instead.
 */
function show_not_built_notice() {
	if ( ! Page\has_assets() && current_user_can( 'activate_plugins' ) ) {
		printf(
			'<div class="notice notice-warning"><p>%s</p></div>',
			esc_html__( 'Parley Comments has no script: this copy was not built. The theme’s own comments are shown.', 'parley-comments' )
		);
	}
}
