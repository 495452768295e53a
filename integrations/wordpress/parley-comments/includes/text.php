<?php
/**
 * What may be kept of text that people wrote.
 *
 * @package Parley
 */

namespace Parley\Text;

defined( 'ABSPATH' ) || exit;

/**
 * One character as readers see it. PCRE's own `\X` takes a row of pictures for one before version 10.43.
 */
const CHARACTER = '/[\x{1F1E6}-\x{1F1FF}]{2}|\p{So}(?:[\p{M}\x{200D}\x{1F3FB}-\x{1F3FF}\x{E0020}-\x{E007F}]|(?<=\x{200D})\p{So})*|\X/u';

/**
 * A character that is drawn as nothing, as `src/model/visible-text.ts` has it: white space, control and format characters,
 * marks, and what Unicode calls default ignorable or leaves blank. Names in full, for PCRE knows that property since 10.40
 * alone; unassigned characters count as seen, for a newer picture is one of them.
 */
const UNSEEN = '/[\p{Z}\p{Cc}\p{Cf}\p{M}\x{034F}\x{115F}\x{1160}\x{17B4}\x{17B5}\x{2065}\x{2800}\x{3164}\x{FDD0}-\x{FDEF}\x{FFA0}\x{FFF0}-\x{FFFB}\x{FFFE}\x{FFFF}\x{1D159}\x{E0000}-\x{E0FFF}]++/u';

/**
 * The beginning of a text, at most so many code points, which never ends inside of what a reader sees as one character.
 * A single character with more marks than that is cut between its marks.
 *
 * @param string $text What was written, as UTF-8; anything else gives nothing.
 * @param int    $most Code points, as columns of the database count them.
 * @return string Valid UTF-8.
 */
function cut( string $text, int $most ): string {
	$text  = wp_check_invalid_utf8( $text );
	$ahead = mb_substr( $text, 0, $most + 1, 'UTF-8' );
	$cut   = mb_substr( $text, 0, $most, 'UTF-8' );
	if ( $ahead === $cut || ! preg_match_all( CHARACTER, $ahead, $characters ) ) {
		return $cut;
	}
	// The last one is not whole, or is the first that does not fit.
	$whole = implode( '', array_slice( $characters[0], 0, -1 ) );
	return '' === $whole ? $cut : $whole;
}

/**
 * A text as a column of the database can hold it: tables of sites that are older than WordPress 4.2 hold characters of three
 * bytes at most, and WordPress refuses to write others there. Left out are the same as by WordPress's form.
 *
 * @param string $table  The table's full name.
 * @param string $column The column's.
 * @param string $text   What was written.
 * @return string
 */
function storable( string $table, string $column, string $text ): string {
	global $wpdb;
	// Nearly all there is, and nothing to be looked up.
	if ( ! preg_match( '/[\xF0-\xF7]/', $text ) ) {
		return $text;
	}
	$storable = $wpdb->strip_invalid_text_for_column( $table, $column, $text );
	return is_string( $storable ) ? $storable : $text;
}

/**
 * The fields of a comment as the table of comments can hold them.
 *
 * @param array $comment Name of a column => value. Others than texts stay.
 * @return array
 */
function storable_comment( array $comment ): array {
	global $wpdb;
	foreach ( array( 'comment_author', 'comment_author_email', 'comment_author_url', 'comment_content', 'comment_agent' ) as $column ) {
		if ( isset( $comment[ $column ] ) && is_string( $comment[ $column ] ) ) {
			$comment[ $column ] = storable( $wpdb->comments, $column, $comment[ $column ] );
		}
	}
	return $comment;
}

/**
 * The words of HTML, without tags, scripts and style sheets. In the end the same as `wp_strip_all_tags()`, which takes time as
 * the square of a text with many tags of scripts that are not closed, and loses it where its search gives up.
 *
 * @param string $html HTML of whatever origin and length.
 * @return string
 */
function without_markup( string $html ): string {
	$pieces = explode( '<', $html );
	$kept   = (string) array_shift( $pieces );
	$inside = '';
	foreach ( $pieces as $piece ) {
		if ( '' !== $inside ) {
			if ( 0 !== strncasecmp( $piece, "/$inside", strlen( $inside ) + 1 ) ) {
				continue;
			}
			$inside = '';
		} elseif ( preg_match( '/^(script|style)\b/i', substr( $piece, 0, 8 ), $found ) ) {
			$inside = $found[1];
			continue;
		}
		$kept .= '<' . $piece;
	}
	return trim( strip_tags( $kept ) ); // phpcs:ignore WordPress.WP.AlternativeFunctions.strip_tags_strip_tags -- See above.
}

/**
 * A text without what nobody sees: control and format characters, and letters that are drawn as nothing (the Hangul fillers
 * and the empty Braille pattern).
 *
 * @param string $text What was written, as UTF-8.
 * @return string Itself where it is not UTF-8.
 */
function visible( string $text ): string {
	return preg_replace( '/[\p{Cc}\p{Cf}\x{115F}\x{1160}\x{17B4}\x{17B5}\x{2800}\x{3164}\x{FFA0}\x{FE00}-\x{FE0F}\x{034F}]++/u', '', $text ) ?? $text;
}

/**
 * Whether a text, or HTML, shows nothing.
 *
 * @param string $html What was written.
 * @return bool False also for what is no UTF-8, which others refuse.
 */
function is_blank( string $html ): bool {
	$words = html_entity_decode( without_markup( $html ), ENT_QUOTES | ENT_HTML5, 'UTF-8' );
	return '' === preg_replace( UNSEEN, '', $words );
}
