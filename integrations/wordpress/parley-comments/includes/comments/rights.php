<?php
/**
 * What may be done to a comment, and until when.
 *
 * @package Parley
 */

namespace Parley\Rights;

use Parley\Audience;
use Parley\Identity;
use Parley\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * A time of the database as the elements read times.
 *
 * @param string $datetime UTC `Y-m-d H:i:s`.
 * @return string UTC ISO 8601 with milliseconds and `Z`.
 */
function iso( string $datetime ): string {
	return str_replace( ' ', 'T', $datetime ) . '.000Z';
}

/**
 * When the time in which its author may change a comment ends.
 *
 * @param \WP_Comment $comment The comment.
 * @return int Seconds since 1970.
 */
function window_end( \WP_Comment $comment ): int {
	return (int) strtotime( $comment->comment_date_gmt . ' UTC' ) + Settings\edit_window();
}

/**
 * Whether that time still runs.
 *
 * @param \WP_Comment $comment The comment.
 * @return bool
 */
function in_window( \WP_Comment $comment ): bool {
	return Settings\edit_window() > 0 && time() <= window_end( $comment );
}

/**
 * Whether the current visitor is its author, as a user or by a proof shown in this request.
 *
 * @param \WP_Comment $comment The comment.
 * @return bool
 */
function is_author( \WP_Comment $comment ): bool {
	$user_id = get_current_user_id();
	return ( $user_id > 0 && $user_id === (int) $comment->user_id ) || Audience\is_proven_author( (int) $comment->comment_ID );
}

/**
 * Whether the current visitor seems to have written it: proved, or from the same network and browser. Enough to refuse a vote for
 * oneself, not to let anybody change anything.
 *
 * @param \WP_Comment $comment The comment.
 * @return bool
 */
function seems_own( \WP_Comment $comment ): bool {
	return is_author( $comment ) || ( ! Audience\is_for_everyone() && hash_equals( Identity\author( $comment ), Identity\current_visitor() ) );
}

/**
 * Whether it can be read by everyone who can read its post.
 *
 * @param \WP_Comment $comment The comment.
 * @return bool
 */
function is_published( \WP_Comment $comment ): bool {
	return '1' === (string) $comment->comment_approved;
}

/**
 * What the current visitor may do.
 *
 * @param \WP_Comment $comment The comment.
 * @return array `can` as the elements know it, and `editable_until`.
 */
function of( \WP_Comment $comment ): array {
	$published = is_published( $comment );
	$author    = is_author( $comment );
	$own       = seems_own( $comment );
	$moderator = current_user_can( 'edit_comment', $comment->comment_ID );
	$present   = $published || '0' === (string) $comment->comment_approved;
	$change    = $present && ( $moderator || ( $author && in_window( $comment ) ) );
	return array(
		'can'            => array(
			'reply'  => $published && comments_open( (int) $comment->comment_post_ID ),
			'edit'   => $change,
			'remove' => $change,
			'vote'   => $published && ! $own,
			'report' => $published && ! $own,
		),
		'editable_until' => $change && ! $moderator ? gmdate( 'Y-m-d\TH:i:s.000\Z', window_end( $comment ) ) : null,
	);
}
