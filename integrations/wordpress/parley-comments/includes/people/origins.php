<?php
/**
 * From which pages readers may write. A guest has no nonce, so without this any page that a reader visits could vote,
 * report or post from the reader's address.
 *
 * @package Parley
 */

namespace Parley\Origins;

use Parley\Errors;
use Parley\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Whether an origin is the site's own, one that the publisher listed, or one that WordPress allows (`allowed_http_origins`).
 *
 * @param string $origin As browsers write it: `https://paper.example`.
 * @return bool
 */
function is_known( string $origin ): bool {
	$own = array_merge( own( home_url() ), own( site_url() ) );
	/** This filter is documented in wp-includes/http.php; its own list leaves out the port. */
	$known = (array) apply_filters( 'allowed_http_origins', $own ); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals
	return in_array( strtolower( $origin ), array_merge( $known, Settings\get( 'origins' ) ), true );
}

/**
 * The origins of an address of this site: with `www.` and without, encrypted or not, which WordPress takes for the same
 * site too.
 *
 * @param string $url Its address.
 * @return string[]
 */
function own( string $url ): array {
	$host = preg_replace( '#^https?://(www\.)?#', '', Settings\origin( $url ) );
	return '' === $host ? array() : array( "https://$host", "https://www.$host", "http://$host", "http://www.$host" );
}

/**
 * Whether a request comes from a page of a known origin, as the browser says, which no page can forge. `Origin` stands in
 * everything that writes; where the page hides it (`null`), and where an old browser leaves it out, `Sec-Fetch-Site`
 * decides.
 *
 * @return bool|null Null where nothing is said, as by what is no browser.
 */
function from_known_page(): ?bool {
	$origin = (string) get_http_origin();
	if ( '' !== $origin && 'null' !== $origin ) {
		return is_known( $origin );
	}
	$site = isset( $_SERVER['HTTP_SEC_FETCH_SITE'] ) ? sanitize_key( $_SERVER['HTTP_SEC_FETCH_SITE'] ) : '';
	if ( 'same-origin' === $site ) {
		return true;
	}
	// `none`: an address that somebody typed.
	return '' === $origin && in_array( $site, array( '', 'none' ), true ) ? null : false;
}

/**
 * Whether a page elsewhere asks, which must not learn what its visitor did here. It has neither a nonce nor a password.
 *
 * @return bool
 */
function is_page_elsewhere(): bool {
	// A script by address (JSONP) is run by any page, and its browser may tell nothing.
	// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- It only makes the answer tell less.
	return ! is_user_logged_in() && ( isset( $_GET['_jsonp'] ) || false === from_known_page() );
}

/**
 * Refuses who writes by REST from an unknown page, or without saying from which. Who shows a nonce or a password needs no page; who
 * is signed in by something else that a browser may send by itself must not come from elsewhere.
 *
 * @return \WP_Error|null
 */
function refusal(): ?\WP_Error {
	$known = from_known_page();
	if ( true === $known || ( is_user_logged_in() && ( null === $known || has_proof() ) ) ) {
		return null;
	}
	return refused();
}

/**
 * Refuses a form from an unknown page, or from nobody says where, whoever is signed in: a browser sends their cookie along
 * with any page's form, and what the form made would be proved by a key that this page chose.
 *
 * @return \WP_Error|null
 */
function form_refusal(): ?\WP_Error {
	return true === from_known_page() ? null : refused();
}

/**
 * The refusal.
 *
 * @return \WP_Error
 */
function refused(): \WP_Error {
	return Errors\refuse( 'parley_origin_refused', __( 'Readers of another site cannot write here.', 'parley-comments' ), 403 );
}

/**
 * Whether a signed-in user's request brings what no other page can make the browser send: a nonce, which WordPress has
 * verified (by REST a cookie without one signs nobody in; elsewhere it does, so this holds for REST alone), or a password or token in `Authorization`.
 *
 * @return bool
 */
function has_proof(): bool {
	global $wp_rest_auth_cookie;
	return true === $wp_rest_auth_cookie || isset( $_SERVER['HTTP_AUTHORIZATION'] ) || isset( $_SERVER['REDIRECT_HTTP_AUTHORIZATION'] ) || isset( $_SERVER['PHP_AUTH_USER'] );
}
