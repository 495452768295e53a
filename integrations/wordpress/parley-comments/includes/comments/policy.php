<?php
/**
 * The discussion policy, and which version of it a comment's author acknowledged.
 *
 * @package Parley
 */

namespace Parley\Policy;

use Parley\Errors;
use Parley\Settings;

defined( 'ABSPATH' ) || exit;

/** Where a comment keeps the version. */
const META = '_parley_policy';

/**
 * The policy, as the elements know it.
 *
 * @return array|null Null if the publisher has set neither a text nor an address, and asks for no acknowledgement.
 */
function current(): ?array {
	$settings = Settings\all();
	$text     = Settings\policy_html( $settings['policy_text'] );
	if ( '' === $text && '' === $settings['policy_url'] && ! $settings['acknowledgement'] ) {
		return null;
	}
	$policy = array( 'version' => $settings['policy_version'] );
	if ( '' !== $text ) {
		$policy['text'] = array(
			'format' => 'html',
			'value'  => $text,
		);
	}
	if ( '' !== $settings['policy_url'] ) {
		$policy['url'] = $settings['policy_url'];
	}
	return $policy;
}

/**
 * Whether who writes must have acknowledged it. Moderators know it.
 *
 * @return bool
 */
function is_required(): bool {
	return Settings\get( 'acknowledgement' ) && ! current_user_can( 'moderate_comments' );
}

/**
 * Refuses who has not acknowledged the policy as it is now.
 *
 * @param mixed $version The version that was acknowledged, as sent.
 * @return \WP_Error|null
 */
function refusal( $version ): ?\WP_Error {
	if ( ! is_required() || Settings\get( 'policy_version' ) === $version ) {
		return null;
	}
	return Errors\refuse(
		'parley_policy_changed',
		__( 'Please read and acknowledge the discussion policy first.', 'parley-comments' ),
		409,
		array( 'policy' => current() )
	);
}

/**
 * Keeps the version that an author acknowledged.
 *
 * @param int   $comment_id The comment.
 * @param mixed $version    The version, as sent.
 */
function keep( int $comment_id, $version ) {
	$version = Settings\policy_version( Settings\text( $version ) );
	if ( '' !== $version ) {
		update_comment_meta( $comment_id, META, $version );
	}
}

/**
 * The version that a comment's author acknowledged.
 *
 * @param int $comment_id The comment.
 * @return string|null
 */
function version_of( int $comment_id ): ?string {
	$version = get_comment_meta( $comment_id, META, true );
	return is_string( $version ) && '' !== $version ? $version : null;
}
