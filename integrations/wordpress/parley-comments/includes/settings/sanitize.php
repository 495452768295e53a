<?php
/**
 * Takes what a form sent and gives settings that can be relied on.
 *
 * @package Parley
 */

namespace Parley\Settings;

use Parley\Text;

defined( 'ABSPATH' ) || exit;

/** More words than this are no list that anybody keeps by hand. */
const MOST_LINES = 500;

/**
 * Makes settings of a form's fields. A value that makes no sense gives way to the one that was kept before.
 *
 * @param mixed $input What was sent.
 * @return array
 */
function sanitize( $input ): array {
	$before = all();
	if ( ! is_array( $input ) ) {
		return $before;
	}
	$values = array();
	foreach ( CHOICES as $name => $choices ) {
		$given           = $input[ $name ] ?? null;
		$values[ $name ] = in_array( $given, $choices, true ) ? $given : $before[ $name ];
	}
	foreach ( NUMBERS as $name => $bounds ) {
		$given           = $input[ $name ] ?? null;
		$values[ $name ] = is_numeric( $given ) ? (int) max( $bounds[0], min( $bounds[1], (float) $given ) ) : $before[ $name ];
	}
	foreach ( array_keys( SWITCHES ) as $name ) {
		// A browser leaves an unticked box out.
		$values[ $name ] = ! empty( $input[ $name ] );
	}
	$values['policy_text']    = storable( policy_html( text( $input['policy_text'] ?? $before['policy_text'] ) ), true );
	$values['policy_version'] = policy_version( text( $input['policy_version'] ?? '' ) );
	if ( '' === $values['policy_version'] ) {
		$values['policy_version'] = $before['policy_version'];
	}
	$values['policy_url']  = esc_url_raw( trim( text( $input['policy_url'] ?? $before['policy_url'] ) ), array( 'http', 'https' ) );
	$values['nudge_words'] = array_map( 'sanitize_text_field', lines( $input['nudge_words'] ?? $before['nudge_words'] ) );
	$values['nudge_words'] = array_map( 'trim', array_map( __NAMESPACE__ . '\\storable', $values['nudge_words'] ) );
	$values['nudge_words'] = array_values( array_filter( $values['nudge_words'], 'strlen' ) );
	$values['origins']     = array_values( array_unique( array_filter( array_map( __NAMESPACE__ . '\\origin', lines( $input['origins'] ?? $before['origins'] ) ) ) ) );
	show_left_out_notice( $input['nudge_words'] ?? '' );
	show_left_out_notice( $input['origins'] ?? '' );
	return $values;
}

/**
 * Says on the settings screen how many lines of a list were too many to be kept.
 *
 * @param mixed $value What was sent.
 */
function show_left_out_notice( $value ) {
	$left_out = is_string( $value ) ? count( all_lines( $value ) ) - MOST_LINES : 0;
	// Outside of wp-admin there is no screen to say it on.
	if ( $left_out > 0 && function_exists( 'add_settings_error' ) ) {
		$said = sprintf(
			/* translators: 1: number of lines that were left out, 2: number of lines that are kept. */
			_n( 'Parley: %1$s line was left out. A list holds %2$s lines.', 'Parley: %1$s lines were left out. A list holds %2$s lines.', $left_out, 'parley-comments' ),
			number_format_i18n( $left_out ),
			number_format_i18n( MOST_LINES )
		);
		add_settings_error( OPTION, 'parley_lines', $said, 'warning' );
	}
}

/**
 * A policy's text with the markup that a comment may have, headings aside.
 *
 * @param string $html What an editor typed.
 * @return string
 */
function policy_html( string $html ): string {
	$allowed = array_fill_keys(
		array( 'p', 'br', 'strong', 'b', 'em', 'i', 's', 'del', 'q', 'cite', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'abbr' ),
		array()
	);

	$allowed['a']    = array(
		'href'  => true,
		'title' => true,
	);
	$allowed['abbr'] = array( 'title' => true );
	return trim( wp_kses( wp_check_invalid_utf8( $html, true ), $allowed, array( 'http', 'https', 'mailto' ) ) );
}

/**
 * A policy's version: letters, digits, dots, dashes and underscores, 32 at most.
 *
 * @param string $version What was sent.
 * @return string Empty if nothing usable was.
 */
function policy_version( string $version ): string {
	return substr( (string) preg_replace( '/[^A-Za-z0-9._-]/', '', $version ), 0, 32 );
}

/**
 * An origin as browsers write it, without a path.
 *
 * @param string $address What was typed.
 * @return string Empty if it is none.
 */
function origin( string $address ): string {
	$parts = wp_parse_url( strtolower( trim( $address ) ) );
	if ( ! is_array( $parts ) || empty( $parts['host'] ) || ! in_array( $parts['scheme'] ?? '', array( 'http', 'https' ), true ) ) {
		return '';
	}
	if ( ! preg_match( '/^[a-z0-9.-]+$|^\[[0-9a-f:]+\]$/', $parts['host'] ) ) {
		return '';
	}
	return $parts['scheme'] . '://' . $parts['host'] . ( isset( $parts['port'] ) ? ':' . $parts['port'] : '' );
}

/**
 * A text as the table of options can hold it.
 *
 * @param string $text    What was typed.
 * @param bool   $is_html Whether emoji may become references where the table holds none.
 * @return string
 */
function storable( string $text, bool $is_html = false ): string {
	global $wpdb;
	$storable = Text\storable( $wpdb->options, 'option_value', $text );
	return $is_html && $storable !== $text ? Text\storable( $wpdb->options, 'option_value', wp_encode_emoji( $text ) ) : $storable;
}

/**
 * A string, whatever was sent.
 *
 * @param mixed $value Anything.
 * @return string
 */
function text( $value ): string {
	return is_scalar( $value ) ? (string) $value : '';
}

/**
 * The lines of a text area, or the list that was kept, as many as are kept.
 *
 * @param mixed $value Text or list.
 * @return string[]
 */
function lines( $value ): array {
	return array_slice( all_lines( $value ), 0, MOST_LINES );
}

/**
 * The same, all of them.
 *
 * @param mixed $value Text or list.
 * @return string[]
 */
function all_lines( $value ): array {
	$lines = is_array( $value ) ? array_map( __NAMESPACE__ . '\\text', $value ) : preg_split( '/\R/', text( $value ) );
	return array_unique( array_filter( array_map( 'trim', (array) $lines ), 'strlen' ) );
}
