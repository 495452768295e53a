<?php
/**
 * How other plugins refuse a comment, put as a refusal that programs can read. WordPress's form shows a page for it: a
 * sentence, and a status that many plugins leave at 500.
 *
 * @package Parley
 */

namespace Parley\Refusals;

use Parley\Errors;
use Parley\Rest;
use Parley\Text;

defined( 'ABSPATH' ) || exit;

/** The status where a plugin sets none, or none of 400 to 499. */
const DEFAULT_STATUS = 403;

/** Codes of WordPress's own that the plugin uses too. */
const SHARED_CODES = array( 'rest_comment_content_invalid', 'rest_invalid_param', 'comment_content_column_length' );

/** A reader is shown no longer text than this, in characters. */
const MAX_LENGTH = 500;

/**
 * A refusal in a plugin's words.
 *
 * @param string $html   What it says, with or without markup.
 * @param int    $status The status that it asked for.
 * @return \WP_Error
 */
function of( string $html, int $status ): \WP_Error {
	$words = Text\without_markup( separate_blocks( $html ) );
	$words = wp_html_excerpt( trim( preg_replace( '/\s+/', ' ', $words ) ?? $words ), MAX_LENGTH, '…' );
	return Errors\refuse(
		'parley_refused',
		'' === $words ? __( 'This comment was refused.', 'parley-comments' ) : $words,
		$status >= 400 && $status < 500 ? $status : DEFAULT_STATUS
	);
}

/**
 * HTML whose words stay apart when its tags are taken off, as they are on a page: paragraphs, lines and items of lists.
 *
 * @param string $html What a plugin says.
 * @return string
 */
function separate_blocks( string $html ): string {
	return preg_replace( '#<(?=/?(?:p|br|div|ul|ol|li|h[1-6]|tr|td|dt|dd|blockquote|section)\b)#i', ' <', $html ) ?? $html;
}

/**
 * The refusal in what a plugin gave to `wp_die()`.
 *
 * @param string|\WP_Error $message What is told.
 * @param string|array     $args    `response`, the status.
 * @return \WP_Error
 */
function of_die( $message, $args ): \WP_Error {
	if ( is_wp_error( $message ) && has_status( $message ) ) {
		return $message;
	}
	// WordPress's own page lists them all.
	$html   = is_wp_error( $message ) ? implode( '<br>', $message->get_error_messages() ) : (string) $message;
	$status = (int) ( wp_parse_args( $args )['response'] ?? 0 );
	// WordPress says so by a page with a heading that its database cannot be reached; what filters say has none.
	return false === stripos( $html, '<h1' ) ? of( $html, $status ) : Errors\refuse( 'parley_failed', Text\without_markup( $html ), 500 );
}

/**
 * The refusal in an error that a plugin gave instead of a comment's status: its data is the status, for WordPress's form.
 *
 * @param \WP_Error $error The error.
 * @return \WP_Error
 */
function of_error( \WP_Error $error ): \WP_Error {
	if ( has_status( $error ) ) {
		return $error;
	}
	$data = $error->get_error_data();
	return of( $error->get_error_message(), (int) ( is_array( $data ) ? ( $data['status'] ?? 0 ) : $data ) );
}

/**
 * The refusal where a plugin just ended the request.
 *
 * @param string $output What it printed.
 * @param int    $status The status that it set.
 * @return \WP_Error
 */
function of_end( string $output, int $status ): \WP_Error {
	return $status >= 500 ? Errors\refuse( 'parley_failed', __( 'The comment could not be taken.', 'parley-comments' ), $status ) : of( $output, $status );
}

/**
 * Whether an error is one of the plugin's own, complete with a status.
 *
 * @param \WP_Error $error The error.
 * @return bool
 */
function has_status( \WP_Error $error ): bool {
	$code = (string) $error->get_error_code();
	$data = $error->get_error_data();
	return is_array( $data ) && isset( $data['status'] ) && ( 0 === strpos( $code, 'parley_' ) || in_array( $code, SHARED_CODES, true ) );
}

/**
 * Whether WordPress tells of an error that ended PHP.
 *
 * @param mixed $message What it gave to `wp_die()`.
 * @return bool
 */
function is_fatal( $message ): bool {
	return is_wp_error( $message ) && 'internal_server_error' === $message->get_error_code();
}

/**
 * Sets the head of an answer that refuses, outside of the REST server, and gives its body.
 *
 * @param \WP_Error $refusal The refusal, with a status.
 * @return string JSON.
 */
function send( \WP_Error $refusal ): string {
	$data = $refusal->get_error_data();
	Rest\Headers\begin_json( (int) $data['status'] );
	if ( isset( $data['retry_after'] ) && ! headers_sent() ) {
		header( 'Retry-After: ' . (int) $data['retry_after'] );
	}
	return (string) wp_json_encode(
		array(
			'code'    => $refusal->get_error_code(),
			'message' => $refusal->get_error_message(),
			'data'    => $data,
		)
	);
}
