<?php
/**
 * From which pages guests may write. A guest has no nonce, so without this any page that a reader visits could vote,
 * report or post from the reader's address.
 *
 * @package Parley
 */

namespace Parley\Origins;

use Parley\Errors;
use Parley\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Whether the asking page belongs to this site, or to one that the publisher named. A request without an origin does
 * not come from a page elsewhere.
 *
 * @return bool
 */
function is_known(): bool {
	$origin = get_http_origin();
	if ( empty( $origin ) ) {
		return true;
	}
	$known = array_merge(
		array( Settings\origin( home_url() ), Settings\origin( site_url() ) ),
		Settings\get( 'origins' )
	);
	return in_array( strtolower( $origin ), $known, true ) || '' !== (string) is_allowed_http_origin( $origin );
}

/**
 * Refuses a guest who writes from an unknown page. Who is signed in has shown a nonce or a password.
 *
 * @return \WP_Error|null
 */
function refusal(): ?\WP_Error {
	if ( is_user_logged_in() || is_known() ) {
		return null;
	}
	return Errors\refuse( 'parley_origin_refused', __( 'Guests cannot write from this site.', 'parley-comments' ), 403 );
}
