<?php
/**
 * The element that stands in place of the theme's comments.
 *
 * @package Parley
 */

namespace Parley\Page;

use Parley\Policy;
use Parley\Settings;
use Parley\Text;

defined( 'ABSPATH' ) || exit;

/**
 * The opening tag, and in it the first page and the policy. What follows until the closing tag is shown without
 * JavaScript, and until the comments are there.
 *
 * @param \WP_Post $post    The post.
 * @param string   $classes By which the theme gives a section of comments its place.
 * @return string HTML.
 */
function opening( \WP_Post $post, string $classes = '' ): string {
	$attributes = '';
	foreach ( attributes( $post, $classes ) as $name => $value ) {
		$attributes .= true === $value ? " $name" : sprintf( ' %s="%s"', $name, esc_attr( $value ) );
	}
	return "<parley-thread$attributes>" . data_script( $post ) . fallback_policy();
}

/**
 * The closing tag.
 *
 * @return string HTML.
 */
function closing(): string {
	return '</parley-thread>';
}

/**
 * The element's attributes.
 *
 * @param \WP_Post $post    The post.
 * @param string   $classes By which the theme gives a section of comments its place.
 * @return array Name => text, or true for one without a value. Empty ones are left out.
 */
function attributes( \WP_Post $post, string $classes = '' ): array {
	$settings   = Settings\all();
	$policy     = Policy\current();
	$attributes = array(
		'class'              => $classes,
		'backend'            => 'wordpress',
		'endpoint'           => endpoint(),
		'site'               => site_name(),
		'page-id'            => (string) $post->ID,
		'page-url'           => (string) get_permalink( $post ),
		'page-title'         => plain( get_the_title( $post ) ),
		'publisher'          => plain( get_bloginfo( 'name' ) ),
		'policy-url'         => $policy['url'] ?? '',
		'policy-version'     => $policy['version'] ?? '',
		'policy-acknowledge' => Policy\is_required(),
		'variant'            => $settings['variant'],
		'sort'               => Settings\sort(),
		'form-position'      => Settings\form_position(),
		'theme'              => $settings['theme'],
		// The feed of changes is for everybody, and so tells nothing of what is behind a password.
		'live'               => $settings['live'] && '' === $post->post_password,
		'page-size'          => (string) page_size(),
		'max-depth'          => (string) max_depth(),
		'closed'             => ! comments_open( $post->ID ),
	);
	/**
	 * Filters the attributes of `<parley-thread>`.
	 *
	 * @param array    $attributes Name => text, or true for one without a value.
	 * @param \WP_Post $post       The post.
	 */
	$attributes = (array) apply_filters( 'parley_thread_attributes', $attributes, $post );
	foreach ( array_keys( $attributes ) as $name ) {
		$is_kept = preg_match( '/^[a-z][a-z-]*$/', (string) $name ) && ! in_array( $attributes[ $name ], array( '', false, null ), true );
		if ( ! $is_kept ) {
			unset( $attributes[ $name ] );
		}
	}
	return $attributes;
}

/**
 * Where the REST API is, so that an adapter knows the address for one of an API: by its last folder, or by its parameter,
 * which WordPress takes whatever a site calls that folder (`rest_url_prefix`).
 *
 * @return string
 */
function endpoint(): string {
	$url = rest_url();
	return preg_match( '#/wp-json/$|[?&]rest_route=#', $url ) ? $url : add_query_arg( 'rest_route', '/', home_url( '/' ) );
}

/**
 * What tells this site from others on a reader's device: host and path, for the sites of a network may share a host, and
 * ids of posts. Not in the reader's language, as `home_url()` may be.
 *
 * @return string
 */
function site_name(): string {
	$home = (string) get_option( 'home' );
	return preg_replace( '#^https?://#', '', Settings\origin( $home ) ) . untrailingslashit( (string) wp_parse_url( $home, PHP_URL_PATH ) );
}

/**
 * Words without markup, as they are to be read.
 *
 * @param string $html A title as WordPress gives it.
 * @return string
 */
function plain( string $html ): string {
	return html_entity_decode( Text\without_markup( $html ), ENT_QUOTES | ENT_HTML5, 'UTF-8' );
}

/**
 * The first page as a block of data.
 *
 * @param \WP_Post $post The post.
 * @return string HTML; empty where there is none to carry.
 */
function data_script( \WP_Post $post ): string {
	$page = first_page( $post );
	return null === $page ? '' : sprintf( '<script type="application/json" data-parley-page="%d">%s</script>', $post->ID, json_for_script( $page ) );
}

/**
 * JSON that can neither end nor comment out the script element that holds it.
 *
 * @param mixed $data Anything.
 * @return string
 */
function json_for_script( $data ): string {
	return (string) wp_json_encode( $data, JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE );
}

/**
 * The policy for readers without JavaScript; without a text of the publisher's the short one that the element shows too.
 *
 * @return string HTML.
 */
function fallback_policy(): string {
	$policy = Policy\current();
	$text   = $policy['text']['value'] ?? esc_html(
		sprintf(
			/* translators: %s: name of the site. */
			__( 'Comments are welcome, and you are responsible for what you post. Profanity, personal attacks and other inappropriate material are not permitted. %s may block users who break these rules.', 'parley-comments' ),
			plain( get_bloginfo( 'name' ) )
		)
	);
	$html = '<h2>' . esc_html__( 'Discussion Policy', 'parley-comments' ) . '</h2>' . wpautop( $text );
	if ( isset( $policy['url'] ) ) {
		$html .= sprintf( '<p><a href="%s">%s</a></p>', esc_url( $policy['url'] ), esc_html__( 'Read the full policy', 'parley-comments' ) );
	}
	return '<div class="parley-policy">' . wp_kses_post( $html ) . '</div>';
}
