<?php
/**
 * The script that brings the element to life, served from this site.
 *
 * @package Parley
 */

namespace Parley\Page;

use const Parley\FILE;
use const Parley\VERSION;

defined( 'ABSPATH' ) || exit;

const HANDLE = 'parley-comments';

/** Where the build puts it. */
const ENTRY = 'assets/embed/parley.js';

add_action( 'wp_enqueue_scripts', __NAMESPACE__ . '\\enqueue' );
add_filter( 'script_loader_tag', __NAMESPACE__ . '\\as_module', 10, 3 );

/**
 * Whether the plugin was built: a checkout of its sources was not.
 *
 * @return bool
 */
function has_assets(): bool {
	return is_file( plugin_dir_path( FILE ) . ENTRY );
}

/**
 * Enqueues it where an article has comments.
 */
function enqueue() {
	if ( is_singular() && is_replaced( get_post() ) ) {
		wp_enqueue_script( HANDLE, plugins_url( ENTRY, FILE ), array(), VERSION, false );
		wp_register_style( HANDLE, false, array(), VERSION );
		wp_enqueue_style( HANDLE );
		wp_add_inline_style( HANDLE, styles() );
	}
}

/**
 * Makes its tag one for a module, which WordPress 6.1 has no way to ask for.
 *
 * @param string $tag    The tag.
 * @param string $handle Whose.
 * @param string $src    Its address.
 * @return string
 */
function as_module( $tag, $handle, $src ) {
	return HANDLE === $handle ? wp_get_script_tag(
		array(
			'type' => 'module',
			'src'  => $src,
			'id'   => HANDLE . '-js',
		)
	) : $tag;
}
