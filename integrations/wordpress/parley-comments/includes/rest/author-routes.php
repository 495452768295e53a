<?php
/**
 * Routes by which an author changes a comment, or takes it back.
 *
 * @package Parley
 */

namespace Parley\Rest;

use Parley\Audience;
use Parley\Blocks;
use Parley\Errors;
use Parley\FormRules;
use Parley\Identity;
use Parley\Item;
use Parley\Rights;
use Parley\Text;
use Parley\Tokens;

defined( 'ABSPATH' ) || exit;

add_action( 'rest_api_init', __NAMESPACE__ . '\\register_author' );

/**
 * Registers them.
 */
function register_author() {
	$common = array(
		'id'    => id_argument(),
		'token' => array( 'type' => 'string' ),
	);
	register_rest_route(
		BASE,
		'/comments/(?P<id>\d+)',
		array(
			array(
				'methods'             => 'POST, PUT, PATCH',
				'callback'            => __NAMESPACE__ . '\\edit',
				'permission_callback' => __NAMESPACE__ . '\\may_write',
				'args'                => $common + array(
					'content' => array(
						'type'     => 'string',
						'required' => true,
					),
					// What the site's form would bring along, for filters that look for it.
					'form'    => array(
						'type'                 => 'object',
						'additionalProperties' => array( 'type' => 'string' ),
						'default'              => array(),
					),
				),
			),
			array(
				'methods'             => 'DELETE',
				'callback'            => __NAMESPACE__ . '\\remove',
				'permission_callback' => __NAMESPACE__ . '\\may_write',
				'args'                => $common,
			),
		)
	);
}

/**
 * POST comments/ID: other words.
 *
 * @param \WP_REST_Request $request The request.
 * @return \WP_REST_Response|\WP_Error
 */
function edit( $request ) {
	$comment = find_changeable( $request );
	if ( is_wp_error( $comment ) ) {
		return $comment;
	}
	$id      = (int) $comment->comment_ID;
	$content = trim( Text\storable_comment( array( 'comment_content' => $request['content'] ) )['comment_content'] );
	$refusal = reject_content( $comment, $content );
	if ( null !== $refusal ) {
		return $refusal;
	}
	$checked = is_trusted_author( $comment ) ? array(
		'content' => $content,
		'held'    => ! Rights\is_published( $comment ),
	) : run_form_filters( $comment, $content, (array) $request['form'] );
	if ( is_wp_error( $checked ) ) {
		return $checked;
	}
	$changed = wp_update_comment(
		wp_slash(
			array(
				'comment_ID'       => $id,
				'comment_content'  => $checked['content'],
				'comment_approved' => $checked['held'] ? '0' : $comment->comment_approved,
			)
		),
		true
	);
	if ( is_wp_error( $changed ) ) {
		return Errors\refuse( 'parley_edit_failed', __( 'The comment could not be changed.', 'parley-comments' ), 500 );
	}
	return personal( Item\of( get_comment( $id ) ) );
}

/**
 * DELETE comments/ID: to the trash, where a moderator can still find it.
 *
 * @param \WP_REST_Request $request The request.
 * @return \WP_REST_Response|\WP_Error
 */
function remove( $request ) {
	$comment = find_changeable( $request );
	if ( is_wp_error( $comment ) ) {
		return $comment;
	}
	if ( ! wp_trash_comment( $comment->comment_ID ) ) {
		return Errors\refuse( 'parley_delete_failed', __( 'The comment could not be deleted.', 'parley-comments' ), 500 );
	}
	return personal(
		array(
			'id'      => (int) $comment->comment_ID,
			'deleted' => true,
		)
	);
}

/**
 * The comment that a request may change.
 *
 * @param \WP_REST_Request $request The request.
 * @return \WP_Comment|\WP_Error
 */
function find_changeable( $request ) {
	$comment = find_comment( $request['id'] );
	if ( null === $comment ) {
		return Errors\comment_not_found();
	}
	$id = (int) $comment->comment_ID;
	if ( Tokens\verify( $comment, $request['token'] ) ) {
		Audience\mark_proven_author( $id );
	}
	$moderator = current_user_can( 'edit_comment', $id );
	if ( ! $moderator && ! Rights\is_author( $comment ) ) {
		// Whether it is there is for its readers alone to know.
		return Rights\is_published( $comment )
			? Errors\refuse( 'parley_invalid_token', __( 'Only its author may change this comment.', 'parley-comments' ), 403 )
			: Errors\comment_not_found();
	}
	if ( ! in_array( (string) $comment->comment_approved, array( '0', '1' ), true ) ) {
		return Errors\refuse( 'parley_comment_gone', __( 'This comment was taken away.', 'parley-comments' ), 410 );
	}
	if ( ! $moderator && ! Rights\in_window( $comment ) ) {
		return Errors\refuse(
			'parley_edit_window_closed',
			__( 'The time in which you could change this comment is over.', 'parley-comments' ),
			403,
			array( 'closed_at' => gmdate( 'Y-m-d\TH:i:s.000\Z', Rights\window_end( $comment ) ) )
		);
	}
	return Blocks\refusal( $comment->comment_author_email, $comment->comment_author_IP ) ?? $comment;
}

/**
 * Refuses words that a new comment could not have either.
 *
 * @param \WP_Comment $comment The comment.
 * @param string      $content The new words.
 * @return \WP_Error|null
 */
function reject_content( \WP_Comment $comment, string $content ): ?\WP_Error {
	/** This filter is documented in wp-includes/comment.php */
	if ( Text\is_blank( $content ) && ! apply_filters( 'allow_empty_comment', false, array( 'comment_content' => '' ) + $comment->to_array() ) ) {
		return Errors\blank_comment();
	}
	$too_long = wp_check_comment_data_max_lengths( array( 'comment_content' => $content ) );
	if ( is_wp_error( $too_long ) ) {
		return Errors\refuse( $too_long->get_error_code(), $too_long->get_error_message(), 400 );
	}
	$disallowed = ! is_trusted_author( $comment ) && wp_check_comment_disallowed_list(
		$comment->comment_author,
		$comment->comment_author_email,
		$comment->comment_author_url,
		$content,
		$comment->comment_author_IP,
		$comment->comment_agent
	);
	return $disallowed ? content_rejected() : null;
}

/**
 * Has the new words meet what a new comment by WordPress's form meets: else a harmless comment could be changed into what
 * the form refuses.
 *
 * @param \WP_Comment $comment The comment.
 * @param string      $content The new words.
 * @param array       $form    The form's fields, as the request brings them.
 * @return array|\WP_Error `content` as the filters left it, and whether it is to be `held`; or the refusal.
 */
function run_form_filters( \WP_Comment $comment, string $content, array $form ) {
	$made   = array(
		'comment_content'   => $content,
		'comment_author_IP' => Identity\address(),
		'comment_agent'     => isset( $_SERVER['HTTP_USER_AGENT'] ) ? sanitize_text_field( wp_unslash( $_SERVER['HTTP_USER_AGENT'] ) ) : '',
		'comment_type'      => 'comment',
	) + array_intersect_key( $comment->to_array(), array_flip( array( 'comment_post_ID', 'comment_parent', 'comment_author', 'comment_author_email', 'comment_author_url', 'user_id' ) ) );
	$fields = array(
		'comment_post_ID' => $comment->comment_post_ID,
		'comment_parent'  => $comment->comment_parent,
		'author'          => $comment->comment_author,
		'email'           => $comment->comment_author_email,
		'url'             => $comment->comment_author_url,
		'comment'         => $content,
	);
	return FormRules\run(
		$fields + array_filter( $form, 'is_string' ),
		function () use ( $comment, $made ) {
			$made    = FormRules\preprocess( $made );
			$content = (string) $made['comment_content'];
			$refusal = reject_content( $comment, $content );
			if ( null !== $refusal ) {
				return $refusal;
			}
			/** This filter is documented in wp-includes/comment.php */
			$approved = apply_filters( 'pre_comment_approved', needs_review( $comment, $content ) ? 0 : 1, wp_filter_comment( wp_slash( $made ) ) );
			if ( is_wp_error( $approved ) ) {
				return $approved;
			}
			if ( in_array( $approved, array( 'spam', 'trash' ), true ) ) {
				return content_rejected();
			}
			return array(
				'content' => $content,
				'held'    => 1 !== (int) $approved || ! Rights\is_published( $comment ),
			);
		}
	);
}

/**
 * Whether WordPress would hold the new words, as it holds a new comment's.
 *
 * @param \WP_Comment $comment The comment.
 * @param string      $content The new words.
 * @return bool
 */
function needs_review( \WP_Comment $comment, string $content ): bool {
	return ! check_comment(
		$comment->comment_author,
		$comment->comment_author_email,
		$comment->comment_author_url,
		$content,
		$comment->comment_author_IP,
		$comment->comment_agent,
		'comment'
	);
}

/**
 * The refusal of words that a new comment could not have either.
 *
 * @return \WP_Error
 */
function content_rejected(): \WP_Error {
	return Errors\refuse( 'parley_words_refused', __( 'Some of these words are not allowed here.', 'parley-comments' ), 403 );
}

/**
 * Whether WordPress would publish whatever the author, or who changes the comment, writes.
 *
 * @param \WP_Comment $comment The comment.
 * @return bool
 */
function is_trusted_author( \WP_Comment $comment ): bool {
	return current_user_can( 'edit_comment', $comment->comment_ID );
}
