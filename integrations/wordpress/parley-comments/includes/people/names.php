<?php
/**
 * What guests may call themselves. WordPress looks for the publisher's words in a name, but as it is spelled, and for links
 * in the comment alone; and it lets anybody sign as the newsroom does.
 *
 * @package Parley
 */

namespace Parley\Names;

use Parley\Errors;
use Parley\FormPost;
use Parley\ReaderComments;
use Parley\Text;

defined( 'ABSPATH' ) || exit;

/** Words by which readers know the newsroom, beside the names of the site's own roles that may moderate. */
const RESERVED_WORDS = array( 'admin', 'administrator', 'editor', 'editors', 'editorial', 'moderator', 'moderators', 'newsroom', 'staff', 'webmaster' );

/** Ends of addresses that people write without `https://` or `www.`. */
const LINK_IN_NAME = '#https?:|www\.|[\p{L}\p{N}-]\.(?:com|net|org|info|biz|example|xyz|shop|store|online|site|top|club|live|link|app|io|ru|cn)\b#iu';

/**
 * Marks that make no other name: accents and strokes that any letter may have, variation selectors, and the points of Hebrew
 * and Arabic. Not the vowel signs of Indian and other scripts, without which a name is another.
 */
const ACCENTS = '/[\p{Inherited}\p{Me}\x{0591}-\x{05C7}\x{0610}-\x{061A}\x{064B}-\x{065F}\x{180B}-\x{180F}]++/u';

add_filter( 'pre_comment_approved', __NAMESPACE__ . '\\check', 6, 2 );

/**
 * Checks a guest's name and website, whichever way the comment comes. What is no reader's comment is signed as it likes: a
 * pingback with the other page's title, a note on an order with the name of the shop.
 *
 * @param int|string|\WP_Error $approved What WordPress decided.
 * @param array                $comment  The comment's fields, slashed.
 * @return int|string|\WP_Error
 */
function check( $approved, $comment ) {
	if ( is_wp_error( $approved ) || ! is_array( $comment ) || ! ReaderComments\is_made_by( $comment ) || ! empty( $comment['user_id'] ) ) {
		return $approved;
	}
	$comment = wp_unslash( $comment );
	$name    = trim( (string) ( $comment['comment_author'] ?? '' ) );
	$refusal = refusal( $name );
	if ( null !== $refusal ) {
		return defined( 'REST_REQUEST' ) && REST_REQUEST ? $refusal : FormPost\to_form_error( $refusal );
	}
	if ( is_refused_word( $comment ) ) {
		return EMPTY_TRASH_DAYS ? 'trash' : 'spam';
	}
	return 1 === (int) $approved && is_numeric( $approved ) && needs_review( $name, $comment ) ? 0 : $approved;
}

/**
 * Refuses a name that cannot be seen, or that the newsroom goes by.
 *
 * @param string $name The name; empty for none, of which WordPress decides.
 * @return \WP_Error|null
 */
function refusal( string $name ): ?\WP_Error {
	if ( '' === $name ) {
		return null;
	}
	if ( Text\is_blank( $name ) ) {
		return Errors\name_refused( __( 'Please write a name that others can see.', 'parley-comments' ) );
	}
	return is_reserved( $name ) ? Errors\name_refused( __( 'This name stands for the newsroom. Please use another.', 'parley-comments' ) ) : null;
}

/**
 * Whether a name is the site's, that of somebody who writes for it, or has a word that stands for the newsroom.
 *
 * @param string $name The name.
 * @return bool
 */
function is_reserved( string $name ): bool {
	$plain = comparable( $name );
	$names = array_merge( array( get_bloginfo( 'name' ) ), staff_names() );
	/**
	 * Filters the names that no guest may have: those of staff, and the site's.
	 *
	 * @param string[] $names Names in any spelling.
	 */
	$names = array_map( __NAMESPACE__ . '\\comparable', (array) apply_filters( 'parley_reserved_names', $names ) );
	/**
	 * Filters the words that no guest's name may have.
	 *
	 * @param string[] $words Words in any spelling.
	 */
	$words = array_map( __NAMESPACE__ . '\\comparable', (array) apply_filters( 'parley_reserved_name_words', array_merge( RESERVED_WORDS, moderating_roles() ) ) );
	foreach ( array_filter( $words, 'strlen' ) as $word ) {
		if ( false !== strpos( " $plain ", " $word " ) ) {
			return true;
		}
	}
	return in_array( $plain, array_filter( $names, 'strlen' ), true );
}

/**
 * A name as it is compared: what readers take for the same is the same.
 *
 * @param string $name Any spelling, as text or as HTML: WordPress keeps the site's name and those of users with entities.
 * @return string Words in small letters, without accents and signs, with one space between.
 */
function comparable( string $name ): string {
	// WordPress stores no longer ones.
	$name = html_entity_decode( Text\cut( $name, 255 ), ENT_QUOTES | ENT_HTML5, 'UTF-8' );
	// Letters of full width, in circles and the like are what they look like; which of them are known depends on PHP.
	if ( class_exists( '\Normalizer' ) ) {
		$name = (string) \Normalizer::normalize( $name, \Normalizer::FORM_KC );
	} elseif ( function_exists( 'mb_convert_kana' ) ) {
		$name = mb_convert_kana( $name, 'as', 'UTF-8' );
	}
	$name = remove_accents( Text\visible( $name ) );
	$name = function_exists( 'mb_strtolower' ) ? mb_strtolower( $name, 'UTF-8' ) : strtolower( $name );
	$name = preg_replace( ACCENTS, '', $name ) ?? $name;
	return trim( preg_replace( '/[^\p{L}\p{N}\p{M}]++/u', ' ', $name ) ?? $name );
}

/**
 * The names of those who write for the site.
 *
 * @return string[]
 */
function staff_names(): array {
	$names = wp_cache_get( 'staff_names', 'parley' );
	if ( ! is_array( $names ) ) {
		$users = get_users(
			array(
				'capability' => 'edit_posts',
				'fields'     => array( 'display_name', 'user_login' ),
				'number'     => 2000,
			)
		);
		$names = array_merge( array_column( $users, 'display_name' ), array_column( $users, 'user_login' ) );
		wp_cache_set( 'staff_names', $names, 'parley', MINUTE_IN_SECONDS );
	}
	return $names;
}

/**
 * What the roles that may moderate are called, in the site's language.
 *
 * @return string[]
 */
function moderating_roles(): array {
	$names = array();
	foreach ( wp_roles()->roles as $role ) {
		if ( ! empty( $role['capabilities']['moderate_comments'] ) ) {
			$names[] = translate_user_role( $role['name'] );
		}
	}
	return $names;
}

/**
 * Whether name or website have a word of the site's disallowed list, of which invisible characters and escapes hide nothing.
 *
 * @param array $comment The comment's fields.
 * @return bool
 */
function is_refused_word( array $comment ): bool {
	list( $name, $url ) = signature( $comment );
	return wp_check_comment_disallowed_list( $name, '', $url, '', '', '' );
}

/**
 * Whether a moderator is to look at name and website: for words of the site's list, and for a link, of which one in a name
 * is no reader's.
 *
 * @param string $name    The name.
 * @param array  $comment The comment's fields.
 * @return bool
 */
function needs_review( string $name, array $comment ): bool {
	list( $plain, $url ) = signature( $comment );
	if ( has_link( $plain ) ) {
		return true;
	}
	$words = preg_split( '/\R/', (string) get_option( 'moderation_keys' ), -1, PREG_SPLIT_NO_EMPTY );
	foreach ( array_filter( array_map( 'trim', is_array( $words ) ? $words : array() ), 'strlen' ) as $word ) {
		if ( preg_match( '#' . preg_quote( $word, '#' ) . '#iu', "$plain\n$url" ) ) {
			return true;
		}
	}
	return false;
}

/**
 * Whether a name holds an address.
 *
 * @param string $name The name.
 * @return bool
 */
function has_link( string $name ): bool {
	// WordPress refuses longer names, and takes long over a megabyte of line breaks here.
	$begin = Text\cut( $name, 1000 );
	return 0 !== preg_match( LINK_IN_NAME, $name ) || make_clickable( $begin ) !== $begin;
}

/**
 * Name and website as they are read.
 *
 * @param array $comment The comment's fields.
 * @return string[] The two of them.
 */
function signature( array $comment ): array {
	return array(
		Text\visible( html_entity_decode( (string) ( $comment['comment_author'] ?? '' ), ENT_QUOTES | ENT_HTML5, 'UTF-8' ) ),
		Text\visible( rawurldecode( (string) ( $comment['comment_author_url'] ?? '' ) ) ),
	);
}
